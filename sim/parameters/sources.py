"""How the sources of parameters are cited: paper and section."""

ASSUMED = "assumed"
BR = "Briceño-Ruiz 2018, "
CS = "Continental Solidarity 2023, "
KE = "Keating 2021, "
MSF = "Merke, Stuenkel & Feldmann 2021, "
PL = "Planchart 2025, "
