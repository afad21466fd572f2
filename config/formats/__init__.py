"""How the back office writes dates, by language."""
