namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Rows that nothing is wrong with, each unlike all others.</summary>
internal static class GoodRows
{
    private static readonly string[] People = ["sailor", "baker", "gardener", "teacher", "nurse", "printer", "weaver", "miller"];
    private static readonly string[] Things = ["bread", "rope", "roses", "ink", "looms", "fever", "spelling", "flour", "anchors", "compost"];
    private static readonly string[] Ways = ["early in the morning", "before it rains", "when nobody helps", "with cold hands", "for the first time", "after a long pause"];

    private static int _number;

    public static (string Prompt, string Response) Next(Random random)
    {
        var (person, thing, way, number) = (People[random.Next(People.Length)], Things[random.Next(Things.Length)], Ways[random.Next(Ways.Length)], ++_number);
        return ($"What does a {person} do about {thing} {way} in house {number}?", $"In house {number} the {person} looks at {thing} first and then begins {way} without any hurry.");
    }

    public static List<(string Prompt, string Response)> Some(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Next(random))];
}
