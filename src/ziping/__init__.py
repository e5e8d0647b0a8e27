"""自评表助手 ziping: fill, score, check and report a budget performance self-evaluation (绩效自评)."""

__version__ = "0.1.0"
