"""Area agendas to take home: PDF, pages, the drawings of the Trits."""
