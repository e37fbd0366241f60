"""The five motifs of the artwork, one module each; ``artwork`` chooses among them."""
