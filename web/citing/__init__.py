"""How an article is cited and where it can be found again."""
