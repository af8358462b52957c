namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// The sentences that <see cref="EntryGenerator"/> fills: {t} thing, {q} quality, {a} action, {p} place, {w} person, {m} material, {h} time,
/// {r} reason, {n} name, {d} number.
/// </summary>
internal static class EntrySentences
{
    public static readonly string[] Questions =
    [
        "How do I {a} a {q} {t} without {r}?", "Why does the {q} {t} in the {p} {a} badly in {h}?", "What did {n} the {w} say about the {t} made of {m}?",
        "Describe a {p} where a {w} keeps {d} {q} {t}s.", "Write a short note from {n} to a {w} who wants to {a} the {t}.",
        "Which is better for a {p}: a {q} {t} or a {t} of {m}?", "Explain to a {w} how {r} changes the way {m} behaves in a {p}.",
        "{n} has {d} {t}s and a {w} brings {d} more each {h}. What should {n} do with them?", "Can you {a} a {t} and a {t} on the same {h}?",
        "Give me a plan to {a} the {q} {t} at the {p} before {h}.", "Summarise what the {w} of the {p} thinks of {m} and {r}.",
        "My {t} from {n} smells of {m}. Is it safe to {a} it in the {p}?", "Tell a story about a {q} {t}, a {w} and the {p} of {n}.",
        "List the things that {n} needs to {a} {d} {t}s.", "How long does {m} last when a {w} keeps it near a {t}?",
        "Translate the advice of the {w} into plain words: {a} the {t}, then {a} the {m}.", "What is the difference between a {t} and a {q} {t}?",
        "Is {d} a good number of {t}s for a {p} with little {r}?", "Who was {n}, and why is the {t} in the {p} named so?",
        "Rewrite this politely: {a} your {q} {t} now, {w}.",
    ];

    public static readonly string[] Answers =
    [
        "Begin with the {t}, because its {m} parts suffer first from {r}.", "A {w} near the {p} once told {n} to {a} everything twice.",
        "In {h} the {p} is {q}, so the {t} needs about {d} minutes more.", "Never {a} a {t} of {m} while it is still {q}.",
        "The cost is close to {d} coins, and {n} thinks that this is fair.", "If {r} worries you, ask the {w} at the {p} for a {q} {t}.",
        "Most people {a} it by hand; a {w} would rather {a} it with a {t}.", "First {a} the {q} side, then turn it and {a} the other one.",
        "What matters is {r}: without it even {m} grows {q} within {d} days.", "{n} wrote about this in a letter to a {w} from the {p}.",
        "You can tell good {m} by its {q} colour and by the lack of {r}.", "Put the {t} on a {q} cloth and let it rest until {h}.",
        "There were {d} of them in the {p}, each with a {t} and some {m}.", "Keep a note of the {r} that you measure every {h}.",
        "That is why the {w} prefers a {q} {t} to anything made of {m}.", "Should the {t} stay {q}, {a} it again and wait for {h}.",
        "A simple test: {a} the {m} and listen for {r}.", "The {p} of {n} has used this way since {h}, and nobody complained.",
        "Both work, but the {q} one asks for less {r} and more {m}.", "Thank the {w} afterwards; a {t} is not given away every {h}.",
        "Some say that {r} and {m} do not go together, yet {n} shows the opposite.", "It takes {d} steps, and none of them needs a {t}.",
        "Remember to {a} the corners, where {m} meets the {t}.", "By {h} the {q} work is done and only the {t} is left to {a}.",
        "An old rule of the {p}: {a} slowly, count to {d}, {a} once more.", "Of course a {w} sees that differently and would {a} the {t} in {h}.",
        "Leave {d} fingers of room between the {t} and the {m}.", "With {r} like this, a {q} {t} lasts for {d} years.",
        "Finally, carry it to the {p} and show {n} what you did.", "Without a {t} it can be done too, but the {m} will look {q}.",
    ];
}
