"""How words stand on an official page: their wording, their inline marks, how wide they are."""
