using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Reviews;

/// <summary>One event in a Datanet's chain, as it is kept.</summary>
/// <param name="Sequence">Its number, from 1 without a gap.</param>
/// <param name="PreviousHash">The hash of the one before; of the first, <see cref="EventChain.Genesis"/>.</param>
/// <param name="Hash">SHA-256 of <paramref name="Content"/> in UTF-8, 64 small hexadecimal digits.</param>
/// <param name="Content">The event with its number and the hash before, as canonical JSON (RFC 8785).</param>
public sealed record ChainLink(long Sequence, string PreviousHash, string Hash, string Content);

/// <summary>The first thing that is wrong with a chain.</summary>
/// <param name="Sequence">At which number.</param>
/// <param name="Message">What is wrong, as an English key with placeholders.</param>
/// <param name="Arguments">What stands in the placeholders.</param>
public sealed record ChainFault(long Sequence, string Message, params IReadOnlyList<object> Arguments);

/// <summary>
/// All events of a Datanet, each holding the hash of the one before: whoever changes, moves or removes one changes all hashes after it.
/// What cannot be seen from the chain alone is a missing end: keep the last hash elsewhere.
/// </summary>
public static class EventChain
{
    private const string GenesisName = "openledger-datanet-events:";

    /// <summary>What stands in place of a previous hash before the first event, so that a chain belongs to its Datanet.</summary>
    public static string Genesis(string datanetId) => Hash(GenesisName + datanetId);

    /// <summary>Puts an event behind the last one.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="datanetId">The Datanet.</param>
    /// <param name="last">The last link; null before the first event.</param>
    public static ChainLink Append(EntryEvent happened, string datanetId, ChainLink? last)
    {
        var sequence = (last?.Sequence ?? 0) + 1;
        var previous = last?.Hash ?? Genesis(datanetId);
        var fields = EventJson.Write(happened);
        fields["seq"] = sequence;
        fields["prev"] = previous;
        var content = CanonicalJson.Text(fields);
        return new ChainLink(sequence, previous, Hash(content), content);
    }

    /// <summary>The first fault of a chain that begins with its first event; null where there is none.</summary>
    /// <param name="links">The links in their order.</param>
    /// <param name="datanetId">The Datanet.</param>
    /// <param name="expectedHead">The last hash as it was kept elsewhere; null where it was not.</param>
    /// <param name="cancellation">Stops the check.</param>
    public static ChainFault? FirstFault(IEnumerable<ChainLink> links, string datanetId, string? expectedHead, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(links);
        var (sequence, previous) = (0L, Genesis(datanetId));
        foreach (var link in links)
        {
            cancellation.ThrowIfCancellationRequested();
            sequence++;
            if (FaultOf(link, sequence, previous) is { } fault)
            {
                return fault;
            }

            previous = link.Hash;
        }

        return expectedHead is null || expectedHead == previous
            ? null
            : new ChainFault(sequence, "The chain ends with event {0}, whose hash is not the one that was kept elsewhere: the end is missing or was written anew.", sequence);
    }

    private static ChainFault? FaultOf(ChainLink link, long sequence, string previous)
    {
        if (link.Sequence != sequence)
        {
            return new ChainFault(sequence, "Event {0} is missing, or stands in another place.", sequence);
        }

        if (link.PreviousHash != previous)
        {
            return new ChainFault(sequence, "Event {0} does not follow the one before it: its previous hash is another.", sequence);
        }

        if (Hash(link.Content) != link.Hash)
        {
            return new ChainFault(sequence, "Event {0} was changed: its content has another hash.", sequence);
        }

        return HoldsItsPlace(link) ? null : new ChainFault(sequence, "Event {0} names another place in the chain than it has, or is not written canonically.", sequence);
    }

    private static bool HoldsItsPlace(ChainLink link)
    {
        try
        {
            return JsonNode.Parse(link.Content) is JsonObject fields
                && CanonicalJson.Text(fields) == link.Content
                && fields["seq"]?.GetValue<long>() == link.Sequence
                && fields["prev"]?.GetValue<string>() == link.PreviousHash
                && EventJson.TryRead(link.Content) is not null;
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Half a surrogate pair, which no event of ours holds, is hashed as the replacement character.</summary>
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
