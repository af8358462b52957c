using System.Text;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Datanets.Tests.Reviews;

public class EventChainTests
{
    private const string Datanet = "d1";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Chain_AsWritten_HasNoFault_AndReadsBack()
    {
        var chain = Chain(40);

        Assert.Null(EventChain.FirstFault(chain, Datanet, chain[^1].Hash, CancellationToken.None));
        Assert.Equal(chain.Select(link => link.Content), Rewritten(chain));
        Assert.Equal(EventChain.Genesis(Datanet), chain[0].PreviousHash);
    }

    [Fact]
    public void AnyFlippedByte_IsFound_AtItsEvent()
    {
        var chain = Chain(5);
        for (var at = 0; at < chain.Count; at++)
        {
            var content = Encoding.UTF8.GetBytes(chain[at].Content);
            for (var place = 0; place < content.Length; place++)
            {
                var flipped = content.ToArray();
                flipped[place] ^= 1;
                AssertFault(at, chain, chain[at] with { Content = Encoding.UTF8.GetString(flipped) });
            }

            for (var place = 0; place < chain[at].Hash.Length; place++)
            {
                AssertFault(at, chain, chain[at] with { Hash = Flipped(chain[at].Hash, place) });
                AssertFault(at, chain, chain[at] with { PreviousHash = Flipped(chain[at].PreviousHash, place) });
            }

            AssertFault(at, chain, chain[at] with { Sequence = chain[at].Sequence + 1 });
        }
    }

    [Fact]
    public void RemovedMovedAndForeignEvents_AreFound()
    {
        var chain = Chain(8);

        Assert.Equal(3, Fault([.. chain[..2], .. chain[3..]]));
        Assert.Equal(1, Fault([chain[1], chain[0], .. chain[2..]]));
        Assert.Equal(7, EventChain.FirstFault(chain[..7], Datanet, chain[^1].Hash, CancellationToken.None)!.Sequence);
        Assert.Equal(1, EventChain.FirstFault(chain, "d2", null, CancellationToken.None)!.Sequence);
    }

    [Fact]
    public void EventThatWasWrittenAnew_WithItsHash_BreaksTheNext()
    {
        var chain = Chain(6);
        var forged = EventChain.Append(Event(99), Datanet, chain[1]);

        Assert.Equal(4, Fault([.. chain[..2], forged, .. chain[3..]]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"entry\":1}")]
    [InlineData("{\"entry\":\"e\",\"rev\":1,\"actor\":\"a\",\"at\":\"yesterday\"}")]
    public void TryRead_OfSomethingElse_IsNull(string content) => Assert.Null(EventJson.TryRead(content));

    private static void AssertFault(int at, List<ChainLink> chain, ChainLink changed)
    {
        var found = Fault([.. chain[..at], changed, .. chain[(at + 1)..]]);
        Assert.NotNull(found);
        Assert.InRange(found.Value, at + 1, at + 2);
    }

    private static long? Fault(IEnumerable<ChainLink> chain) => EventChain.FirstFault(chain, Datanet, null, CancellationToken.None)?.Sequence;

    private static string Flipped(string text, int place) => string.Concat(text.AsSpan(0, place), ((char)(text[place] ^ 1)).ToString(), text.AsSpan(place + 1));

    private static List<ChainLink> Chain(int length)
    {
        var chain = new List<ChainLink>();
        for (var number = 0; number < length; number++)
        {
            chain.Add(EventChain.Append(Event(number), Datanet, chain.LastOrDefault()));
        }

        return chain;
    }

    private static IEnumerable<string> Rewritten(List<ChainLink> chain)
    {
        ChainLink? last = null;
        foreach (var link in chain)
        {
            last = EventChain.Append(EventJson.TryRead(link.Content)!, Datanet, last);
            yield return last.Content;
        }
    }

    private static EntryEvent Event(int number) => new(
        $"e{number}",
        1,
        "ann",
        Noon.AddSeconds(number),
        CommandKind.Vote,
        EntryState.InReview,
        EntryState.NeedsChanges,
        3,
        [new ReasonGiven("incomplete", "response", 1, 4, "Für „später“: füge 日本 hinzu.")],
        new SortedDictionary<string, string> { ["score"] = "-1.5", ["votes"] = "2" });
}
