"""Copy the browser libraries that we serve ourselves from node_modules/ to static/vendor/.

The village hall may have no internet, so nothing is loaded from outside. Every library is a plain ES module that the
import map leads to, for ``tools/bundle.mjs``, which puts them together with our scripts. What is copied is an explicit
list, so that nothing slips in by chance and there is one Preact only (``htm/preact``, never its standalone build, which
carries a second Preact with it).

Writes ``static/vendor/<name>@<version>/...`` with each licence, ``importmap.json`` and ``fonts.css``. Running it
again changes nothing; what is no longer on the list is removed.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

URL_PREFIX = "/static/vendor"

MODULES: dict[str, tuple[str, str]] = {
    # specifier in our scripts: (npm package, file in that package)
    "socket.io-client": ("socket.io-client", "dist/socket.io.esm.min.js"),
    "preact": ("preact", "dist/preact.mjs"),
    "preact/hooks": ("preact", "hooks/dist/hooks.mjs"),
    "htm": ("htm", "dist/htm.module.js"),
    "htm/preact": ("htm", "preact/index.module.js"),
    "@preact/signals": ("@preact/signals", "dist/signals.mjs"),
    "@preact/signals-core": ("@preact/signals-core", "dist/signals-core.mjs"),
    "idb-keyval": ("idb-keyval", "dist/index.js"),
    "sortablejs": ("sortablejs", "modular/sortable.esm.js"),
}

FONT_PACKAGE = "@fontsource/atkinson-hyperlegible"
FONT_FAMILY = "Atkinson Hyperlegible"
FONT_FACES = ((400, "normal"), (400, "italic"), (700, "normal"))
FONT_SUBSETS = ("latin-ext", "latin")

LICENCE_NAMES = ("LICENSE", "LICENCE", "LICENSE.md", "LICENSE.txt")


class VendorError(Exception):
    """Something is missing; the text is one plain sentence that says what to do."""


@dataclass(frozen=True)
class Package:
    """An installed npm package: its name, the version that is there, and its folder."""

    name: str
    version: str
    folder: Path

    @property
    def target(self) -> str:
        """The folder under static/vendor/, with the version so that browsers may keep it for ever."""
        return f"{self.name.replace('/', '-').lstrip('@')}@{self.version}"

    def read(self, file: str) -> bytes:
        """Return one file of the package.

        Raises:
            VendorError: the package does not hold that file.
        """
        try:
            return (self.folder / file).read_bytes()
        except OSError:
            raise VendorError(
                f"The package {self.name} {self.version} has no file {file}: correct the list in tools/vendor.py."
            ) from None

    def licence(self) -> bytes:
        """Return the text of the licence, which travels with every copy."""
        for name in LICENCE_NAMES:
            if (self.folder / name).is_file():
                return self.read(name)
        raise VendorError(f"The package {self.name} {self.version} comes without its licence, so it is not copied.")


def find_package(root: Path, name: str, pins: dict[str, str]) -> Package:
    """Find an installed package and check that it is the version that package.json asks for.

    Raises:
        VendorError: it is not installed, or another version is.
    """
    folder = root / "node_modules" / name
    try:
        version = str(json.loads((folder / "package.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        raise VendorError(
            f"The browser library {name} is not installed: run `make setup` with an internet connection."
        ) from None
    if version != pins.get(name):
        raise VendorError(
            f"The browser library {name} is {version} where package.json asks for {pins.get(name)}: "
            "run `rm -r node_modules` and `make setup`."
        )
    return Package(name, version, folder)


def fonts(package: Package) -> tuple[dict[str, bytes], str]:
    """Return the font files (path under static/vendor/ -> bytes) and the stylesheet that declares them."""
    ranges = json.loads(package.read("unicode.json"))
    files: dict[str, bytes] = {}
    rules = [f"/* {FONT_FAMILY} {package.version}, SIL Open Font License 1.1. Written by tools/vendor.py. */"]
    for subset in FONT_SUBSETS:
        for weight, style in FONT_FACES:
            name = f"{package.name.partition('/')[2]}-{subset}-{weight}-{style}.woff2"
            files[f"{package.target}/{name}"] = package.read(f"files/{name}")
            rules.append(
                "@font-face {\n"
                f'  font-family: "{FONT_FAMILY}";\n'
                f"  font-style: {style};\n"
                f"  font-weight: {weight};\n"
                "  font-display: swap;\n"
                f'  src: url("{URL_PREFIX}/{package.target}/{name}") format("woff2");\n'
                f"  unicode-range: {ranges[subset]};\n"
                "}"
            )
    return files, "\n".join(rules) + "\n"


def collect(root: Path) -> dict[str, bytes]:
    """Return everything that belongs in static/vendor/: path -> bytes.

    Raises:
        VendorError: a package or a file is missing.
    """
    manifest = json.loads((root / "package.json").read_text("utf-8"))
    pins: dict[str, str] = manifest["dependencies"]
    files: dict[str, bytes] = {}
    imports: dict[str, str] = {}
    for specifier, (name, source) in MODULES.items():
        package = find_package(root, name, pins)
        target = f"{package.target}/{source}"
        files[target] = package.read(source)
        files[f"{package.target}/LICENSE"] = package.licence()
        imports[specifier] = f"{URL_PREFIX}/{target}"
    package = find_package(root, FONT_PACKAGE, pins)
    font_files, stylesheet = fonts(package)
    files |= font_files
    files[f"{package.target}/LICENSE"] = package.licence()
    files["fonts.css"] = stylesheet.encode()
    files["importmap.json"] = (json.dumps({"imports": imports}, indent=2) + "\n").encode()
    return files


def write(target: Path, files: dict[str, bytes]) -> int:
    """Make ``target`` hold exactly ``files``; return how many files changed."""
    changed = 0
    for path, content in files.items():
        file = target / path
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        changed += 1
    keep = {target / path for path in files}
    folders = {parent for path in keep for parent in path.parents}
    for found in sorted(target.rglob("*"), reverse=True):
        if found.is_dir() and not found.is_symlink():
            if found not in folders:
                shutil.rmtree(found)
        elif found not in keep:
            found.unlink()
    return changed


def main() -> int:
    """Fill static/vendor/ beside this folder; one plain sentence when that is not possible."""
    root = Path(__file__).resolve().parent.parent
    try:
        files = collect(root)
        changed = write(root / "static" / "vendor", files)
    except VendorError as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"The browser libraries cannot be written to static/vendor: {problem.strerror}.", file=sys.stderr)
        return 1
    print(f"Browser libraries: {len(files)} files in static/vendor, {changed} changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
