"""Names of homes and people for the demo, all made up."""

HOMES = (
    "De Lindehof", "Het Baken", "De Korenbloem", "De Wilgenborg", "Het Zonnehuis", "De Vuurtoren", "De Esdoorn",
    "Het Rietveld", "De Boomgaard", "De Merel", "Het Anker", "De Klaproos", "De Veerpont", "De Meent", "Het Weidehof",
    "De Zwaluw", "De Ruisdael", "Het Molenpad", "De Spil", "De Hofstee",
)  # fmt: skip

CARERS = (
    (
        "Marieke van den Heuvel", "Youssef el Idrissi", "Wilhelmina Oosterhuis-van Bruggenkate", "Tom Hendriks",
        "Samira Bouazza", "Joke Verhoeven", "Bart-Jan Schuurman", "Ngozi Okafor", "Lieke de Groot", "Henk Dijkstra",
        "Anouk Peeters", "Roos Willemsen",
    ),
    (
        "Karin Postma", "Dennis Kuipers", "Fatma Yıldız-Aydoğan", "Ruud van der Meer", "Esther Blom", "Piotr Kowalczyk",
        "Maaike Hoekstra", "Jeroen Vermeulen", "Shanti Ramcharan", "Nynke Terpstra",
    ),
    (
        "Ingrid Jacobs", "Mohammed Azzouzi", "Annemarie Smit", "Koen van Leeuwen", "Sylvia Martina", "Gerrit Brouwer",
        "Femke Mulder", "Chantal van Nieuwenhuizen-Rietkerk", "Daan Scholten",
    ),
)  # fmt: skip
"""Of the first three homes; the first of each plans."""

HOURS = (
    (32, 36, 28, 32, 28, 24, 24, 24, 20, 20, 16, 16),
    (32, 36, 32, 28, 28, 28, 24, 24, 24, 20),
    (28, 36, 32, 28, 24, 24, 24, 20, 16),
)
"""Contract hours a week, in the order of the carers."""

RESIDENTS = (
    (
        "Gerda Molenaar", "Wim van Dam", "Bep Kramer", "Ahmed Benali", "Tineke Vos", "Frits de Wit", "Corrie Bakker",
        "Leo Jansen",
    ),
    (
        "Johan Prins", "Mientje Koster", "Rita Sewnarain", "Hans Timmer", "Greet Hofman", "Kees Verbeek",
        "Sjaan van Vliet",
    ),
    (
        "Dirk Veenstra", "Annie Groen", "Theo Martens", "Ria Schipper", "Evert Boers", "Nel van Wijk", "Ali Demir",
        "Truus Haan",
    ),
)  # fmt: skip

RELATIVES = (
    ("Petra Molenaar", "Rachid Benali", "Monique Vos-van Rijn", "Sandra Jansen"),
    ("Erik Prins", "Anita Sewnarain", "Ellen Hofman", "Jos Verbeek"),
    ("Sietske Veenstra", "Marcel Martens", "Elif Demir", "Bianca Haan"),
)

ADMINISTRATOR = "Willeke Stam"
CONTROLLER = "Hans-Peter van Oosterom"
AUDITOR = "Judith Kastelein"
ORGANISATION = "Stichting Drie Hoeken Zorg"

GIVEN = (
    "Aad", "Amber", "Anneke", "Astrid", "Bas", "Carla", "Cihan", "Dewi", "Ed", "Eva", "Femke", "Gijs", "Hanneke",
    "Ilse", "Jaap", "Jolanda", "Karim", "Kim", "Lars", "Lotte", "Maarten", "Mirjam", "Nadia", "Niels", "Olga", "Paul",
    "Pien", "Quinten", "Renske", "Rob", "Sabine", "Sander", "Tess", "Tineke", "Ursula", "Vera", "Wouter", "Yara",
)  # fmt: skip
FAMILY = (
    "Aalbers", "van Beek", "Bos", "Claassen", "van Dijk", "Driessen", "Evers", "Faber", "Gerritsen", "de Haan",
    "Huisman", "Ibrahimi", "Jonker", "Kok", "van der Laan", "Linders", "Maas", "Nijhuis", "Otten", "Peters", "Quist",
    "Roelofs", "de Ruiter", "Sanders", "Tol", "Uitdehaag", "van der Veen", "Visser", "Wiersma", "Zijlstra",
)  # fmt: skip
