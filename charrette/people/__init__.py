"""People, their roles and the tokens by which the server knows them again; access for staff."""
