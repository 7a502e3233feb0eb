"""Pure science of calcium and phosphate: quantities, chemistry, the human model, conditions and protocols."""
