"""Harvesting: fetches remote sources into the data folder, where their readers find them."""
