"""The sentences of the mistakes: what is wrong, and what is expected, per language."""


def _both(en: str, nl: str) -> dict[str, str]:
    return {"en": en, "nl": nl}


SUGGESTION = _both('Did you mean "{suggestion}"?', 'Bedoelde je "{suggestion}"?')

TYPE_NAMES = {
    "text": _both("text between quotes", "tekst tussen aanhalingstekens"),
    "number": _both("a whole number without quotes", "een heel getal zonder aanhalingstekens"),
    "fraction": _both("a number with decimals", "een getal met cijfers achter de punt"),
    "flag": _both("true or false", "true of false"),
    "date": _both("a date such as 2027-05-10", "een datum zoals 2027-05-10"),
    "moment": _both("a date with a time", "een datum met een tijd"),
    "time": _both('a time such as "19:30"', 'een tijd zoals "19:30"'),
    "list": _both("a list between [ and ]", "een lijst tussen [ en ]"),
    "table": _both("a group of keys", "een groepje sleutels"),
    "tables": _both("groups that each begin with [[name]]", "groepjes die elk beginnen met [[naam]]"),
    "texts": _both("a list of texts", "een lijst van teksten"),
}

# code -> (what is wrong, what is expected), English and Dutch.
_WORDING = {
    "folder_missing": (
        _both("this folder does not exist.", "deze map bestaat niet."),
        _both("Give the folder that holds {programme}.", "Geef de map waar {programme} in staat."),
    ),
    "folder_empty": (
        _both("there are no session scripts in this folder.", "er staan geen draaiboeken in deze map."),
        _both("Copy sessions/blank and start from there.", "Kopieer sessions/blank en begin daarmee."),
    ),
    "programme_missing": (
        _both("this file is missing.", "dit bestand ontbreekt."),
        _both("Every week has one programme file.", "Elke week heeft één programmabestand."),
    ),
    "no_gatherings": (
        _both("there is no file for a gathering.", "er is geen bestand voor een bijeenkomst."),
        _both("Add one .toml file for each gathering.", "Zet er één .toml-bestand per bijeenkomst bij."),
    ),
    "file_unreadable": (
        _both("this file cannot be opened ({reason}).", "dit bestand gaat niet open ({reason})."),
        _both("Expected a file that may be read.", "Nodig is een bestand dat gelezen mag worden."),
    ),
    "file_too_big": (
        _both("this file is too big.", "dit bestand is te groot."),
        _both("At most {limit} KB.", "Hoogstens {limit} KB."),
    ),
    "not_utf8": (
        _both(
            "line {line} holds a character that is not UTF-8.",
            "op regel {line} staat een teken dat geen UTF-8 is.",
        ),
        _both("Save the file again as UTF-8.", "Sla het bestand opnieuw op als UTF-8."),
    ),
    "broken_toml": (
        _both("line {line} cannot be read ({detail}).", "regel {line} is niet te lezen (TOML meldt: {detail})."),
        _both(
            "Look for a missing quote, = or bracket on that line or the one above.",
            "Kijk of er op die regel of de regel erboven een aanhalingsteken, = of haakje mist.",
        ),
    ),
    "broken_csv": (
        _both("this table cannot be read ({detail}).", "deze tabel is niet te lezen (CSV meldt: {detail})."),
        _both("Save it again as CSV (UTF-8).", "Sla hem opnieuw op als CSV (UTF-8)."),
    ),
    "unknown_key": (
        _both("this key is not known here.", "deze sleutel is hier niet bekend."),
        _both("Known are {choices}.", "Bekend zijn {choices}."),
    ),
    "misplaced_key": (
        _both("this key stands in the wrong place.", "deze sleutel staat op de verkeerde plek."),
        _both(
            "Put it at the top of the file, above the first line with [ or [[.",
            "Zet hem bovenaan het bestand, boven de eerste regel met [ of [[.",
        ),
    ),
    "missing_key": (
        _both("this key is missing.", "deze sleutel ontbreekt."),
        _both("Expected {type}.", "Nodig is {type}."),
    ),
    "empty_text": (
        _both("this text is empty.", "deze tekst is leeg."),
        _both("Expected at least one word.", "Nodig is minstens één woord."),
    ),
    "wrong_type": (
        _both("this is {found_type}.", "dit is {found_type}."),
        _both("Expected {type}.", "Nodig is {type}."),
    ),
    "too_long": (
        _both("this text has {length} characters.", "deze tekst telt {length} tekens."),
        _both("At most {limit}.", "Hoogstens {limit}."),
    ),
    "out_of_range": (
        _both("{found} is out of range.", "{found} valt buiten de grenzen."),
        _both("Expected a number from {low} to {high}.", "Nodig is een getal van {low} tot en met {high}."),
    ),
    "unknown_choice": (
        _both('"{found}" is not known here.', '"{found}" is hier niet bekend.'),
        _both("Choose one of {choices}.", "Kies uit {choices}."),
    ),
    "bad_key": (
        _both('"{found}" cannot be a key.', '"{found}" kan geen sleutel zijn.'),
        _both(
            'Use small letters, digits and hyphens, such as "my-board", at most {limit} characters.',
            'Gebruik kleine letters, cijfers en streepjes, zoals "mijn-bord", hoogstens {limit} tekens.',
        ),
    ),
    "duplicate": (
        _both(
            '"{found}" is used twice; the first stands in {first}.',
            '"{found}" staat er twee keer; de eerste in {first}.',
        ),
        _both("Give each its own.", "Geef elk een eigen."),
    ),
    "bad_time": (
        _both('"{found}" is not a time.', '"{found}" is geen tijd.'),
        _both('Expected a time such as "19:30".', 'Nodig is een tijd zoals "19:30".'),
    ),
    "bad_timezone": (
        _both('"{found}" is not a time zone.', '"{found}" is geen tijdzone.'),
        _both('Expected a name such as "Europe/Amsterdam".', 'Nodig is een naam zoals "Europe/Amsterdam".'),
    ),
    "day_not_planned": (
        _both(
            "day {found} is not among the days of the programme.",
            "dag {found} staat niet bij de dagen van het programma.",
        ),
        _both("Choose one of {choices}, or add the day.", "Kies uit {choices}, of voeg de dag toe."),
    ),
    "too_many": (
        _both("there are {found} of these.", "dit zijn er {found}."),
        _both("At most {limit}.", "Hoogstens {limit}."),
    ),
    "too_few": (
        _both("there are none of these.", "dit zijn er nul."),
        _both("At least one is needed.", "Er is er minstens één nodig."),
    ),
    "unknown_board": (
        _both('no board has the key "{found}".', 'geen bord heeft de sleutel "{found}".'),
        _both("Boards are {choices}.", "De borden zijn {choices}."),
    ),
    "board_needed": (
        _both(
            '"{found}" needs a board, and this step names none.',
            'bij "{found}" hoort een bord, en deze stap noemt er geen.',
        ),
        _both("Add board = with the key of a board.", "Voeg board = toe, met de sleutel van een bord."),
    ),
    "foreign_phase": (
        _both(
            'the board "{found}" belongs to another gathering, so its phase stays as it is.',
            'het bord "{found}" hoort bij een andere bijeenkomst, dus de fase blijft zoals die is.',
        ),
        _both("Leave phase out of this step.", "Laat phase weg bij deze stap."),
    ),
    "round_needed": (
        _both(
            '"{found}" needs a review round, and this step names none.',
            'bij "{found}" hoort een reactieronde, en deze stap noemt er geen.',
        ),
        _both("Add round = with its number.", "Voeg round = toe, met het nummer."),
    ),
    "areas_outside": (
        _both('"{found}" is not a file in this folder.', '"{found}" is geen bestand in deze map.'),
        _both('Expected a plain name such as "areas.csv".', 'Nodig is een gewone naam zoals "areas.csv".'),
    ),
    "file_missing": (
        _both("this file is missing; {named_in} names it.", "dit bestand ontbreekt; {named_in} noemt het."),
        _both("Put it in the folder, or take its name away.", "Zet het in de map, of haal de naam weg."),
    ),
    "missing_column": (
        _both("this column is missing.", "deze kolom ontbreekt."),
        _both("The first row holds {choices}.", "In de eerste rij staan {choices}."),
    ),
    "too_many_cells": (
        _both("this row has more cells than the first row.", "deze rij heeft meer cellen dan de eerste rij."),
        _both("Put text with a comma between quotes.", "Zet tekst met een komma tussen aanhalingstekens."),
    ),
}

MESSAGES = {code: texts[0] for code, texts in _WORDING.items()}
EXPECTED = {code: texts[1] for code, texts in _WORDING.items()}
