"""
Words of a claim become days, places and actors, each with how well it is known.
"""
