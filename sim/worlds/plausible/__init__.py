"""What the tables of a world may say and hardly can mean: units, signs, holes, dates, codes."""
