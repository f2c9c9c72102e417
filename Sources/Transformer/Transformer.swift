// The Transformer target.
