"""Schuifaan: pull up a chair. A Telegram bot that finds small things to do nearby, and stays in touch."""
