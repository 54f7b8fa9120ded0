"""Area agendas (Toekomstagenda): topics of an area with their Trits."""
