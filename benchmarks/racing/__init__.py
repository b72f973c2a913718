"""What the benchmark of speed is made of: contestants, the turns that they run in, vaults, and tables."""
