using System.Globalization;
using System.Text;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// Invented questions and answers, as many as wanted: what stands at an index follows from the seed and the index alone. Prompts have one to
/// two sentences, answers six to ten, about 600 characters together; one in sixteen is a sum and one in sixteen a piece of code.
/// </summary>
internal sealed class EntryGenerator(ulong seed)
{
    private const int KindsOfEntry = 16;

    /// <summary>The entry at an index.</summary>
    public (string Prompt, string Response) At(long index)
    {
        var chance = new EntryChance(seed, (ulong)index);
        return chance.Next(KindsOfEntry) switch
        {
            0 => Sum(ref chance),
            1 => Code(ref chance),
            _ => (Fill(Sentences(EntrySentences.Questions, 1 + chance.Next(2), ref chance), ref chance), Fill(Sentences(EntrySentences.Answers, 6 + chance.Next(5), ref chance), ref chance)),
        };
    }

    private static string Sentences(string[] from, int count, ref EntryChance chance)
    {
        var text = new StringBuilder();
        for (var sentence = 0; sentence < count; sentence++)
        {
            text.Append(sentence == 0 ? "" : " ").Append(chance.Of(from));
        }

        return text.ToString();
    }

    private static string Fill(string pattern, ref EntryChance chance)
    {
        var text = new StringBuilder(pattern.Length * 2);
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '{')
            {
                text.Append(Word(pattern[at + 1], ref chance));
                at += 2;
            }
            else
            {
                text.Append(pattern[at]);
            }
        }

        return text.ToString();
    }

    private static string Word(char kind, ref EntryChance chance) => kind switch
    {
        't' => chance.Of(EntryWords.Things),
        'q' => chance.Of(EntryWords.Qualities),
        'a' => chance.Of(EntryWords.Actions),
        'p' => chance.Of(EntryWords.Places),
        'w' => chance.Of(EntryWords.People),
        'm' => chance.Of(EntryWords.Materials),
        'h' => chance.Of(EntryWords.Times),
        'r' => chance.Of(EntryWords.Reasons),
        'd' => (2 + chance.Next(98)).ToString(CultureInfo.InvariantCulture),
        _ => Name(ref chance),
    };

    private static string Name(ref EntryChance chance)
    {
        var name = chance.Of(EntryWords.Syllables) + chance.Of(EntryWords.Syllables) + (chance.Next(2) == 0 ? "" : chance.Of(EntryWords.Syllables));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private static (string Prompt, string Response) Sum(ref EntryChance chance)
    {
        var (name, thing, place) = (Name(ref chance), chance.Of(EntryWords.Things), chance.Of(EntryWords.Places));
        var (first, each, days) = (3 + chance.Next(400), 2 + chance.Next(90), 2 + chance.Next(30));
        var total = first + (each * days);
        return (
            string.Create(CultureInfo.InvariantCulture, $"{name} keeps {first} {chance.Of(EntryWords.Qualities)} {thing}s in the {place}. {Fill("A {w} brings", ref chance)} {each} more on each of {days} days. How many {thing}s are there in the end?"),
            string.Create(CultureInfo.InvariantCulture, $"In {days} days {days} x {each} = {days * each} {thing}s come to the {place}. With the first ones that makes {first} + {days * each} = {total}. {Fill(chance.Of(EntrySentences.Answers), ref chance)} The answer is {total}."));
    }

    private static (string Prompt, string Response) Code(ref EntryChance chance)
    {
        var (action, thing, quality, name) = (chance.Of(EntryWords.Actions), chance.Of(EntryWords.Things), chance.Of(EntryWords.Qualities), Name(ref chance));
        var (limit, step) = (2 + chance.Next(500), 1 + chance.Next(9));
        return (
            Fill($"Write a Python function that returns the {quality} {thing}s of a list, leaving out those that a {{w}} would {action}. Call it for {name}.", ref chance),
            string.Create(
                CultureInfo.InvariantCulture,
                $"def {quality}_{thing}s(items, limit={limit}):\n    result = []\n    for item in items[::{step}]:\n        if item.{action} > limit and item.name != \"{name}\":\n            result.append(item.{chance.Of(EntryWords.Reasons)} * {step})\n    return result\n\n# {Fill(chance.Of(EntrySentences.Answers), ref chance)}"));
    }
}
