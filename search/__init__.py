"""Asking and answering: the bottom layer, which knows neither index nor web."""
