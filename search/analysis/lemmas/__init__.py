"""Which word each form is of, where the rules of a language would tell it wrongly."""
