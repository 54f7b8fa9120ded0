"""What people take home: frozen values in, bytes out. No web framework and no database below this line."""
