"""How the publication looks on paper and screen. No number may be worked out here, only shown."""
