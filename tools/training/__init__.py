"""
What `tools/train_models.py` is made of: the sentences, the network, its learning, its scores.
"""
