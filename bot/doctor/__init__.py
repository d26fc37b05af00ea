"""The doctor: looks at everything a bot needs, changes nothing, tells what is well and how to mend the rest."""
