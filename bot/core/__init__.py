"""The core: what we decide. Pure; no await, no clock, no files, no chance, no Telegram, no store."""
