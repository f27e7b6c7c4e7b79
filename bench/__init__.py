"""Measurements of speed and size that README tells; each prints its figures."""
