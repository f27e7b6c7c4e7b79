"""The questions to begin with, on the bundled report; the last one it does not answer."""

EXAMPLES = (
    "Who presented the CRRF?",
    "What does ILO stand for?",
    "When did the third global mayoral forum take place?",
    "How many people attended the meeting?",
    "What are the three tracks for implementing the CRRF?",
    "What is the boiling point of lead?",
)
