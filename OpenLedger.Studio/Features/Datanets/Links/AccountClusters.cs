using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Links;

/// <summary>
/// Which members of a Datanet count as one, where its owner has said that networks are looked at. What was seen is read from the sessions,
/// compared and forgotten: only who belongs with whom is kept, for curators alone.
/// </summary>
internal static class AccountClusters
{
    /// <summary>Nobody stays linked for longer than this after they were last seen together.</summary>
    private const int RememberedDays = 30;

    private const int NetworkBytes = 3;
    private const int LongNetworkBytes = 7;

    private static readonly LinkPolicy Networks = new(InviteRoot: false, PayoutAddress: false, Network: true);

    /// <summary>Members whose cluster is another one now; null: linked to nobody any more.</summary>
    public static IReadOnlyList<(string AccountId, string? Cluster)> Changes(StudioContext context, string datanetId, DatanetCard card, DateTimeOffset at)
    {
        var clusters = card.LinksNetworks ? Of(context, datanetId, at) : new Dictionary<string, string>();
        return [.. context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId).Select(member => new { member.AccountId, member.Card }).AsEnumerable()
            .Select(member => (member.AccountId, Before: MemberCard.Read(member.Card).Cluster, Now: clusters.GetValueOrDefault(member.AccountId)))
            .Where(member => member.Before != member.Now).Select(member => (member.AccountId, member.Now))];
    }

    /// <summary>Writes them down.</summary>
    public static void Take(StudioContext context, string datanetId, IEnumerable<(string AccountId, string? Cluster)> changes)
    {
        foreach (var (account, cluster) in changes)
        {
            if (context.DatanetMembers.Find(datanetId, account) is { } member)
            {
                member.Card = (MemberCard.Read(member.Card) with { Cluster = cluster }).Json();
            }
        }
    }

    /// <summary>The network of an address that says something: null on this computer and in private networks, where whole teams share one.</summary>
    internal static string? NetworkOf(string? text)
    {
        if (!IPAddress.TryParse(text, out var parsed))
        {
            return null;
        }

        var address = NetworkAddress.Plain(parsed);
        return NetworkAddress.ReachOf(address) is AddressReach.Here or AddressReach.Nearby
            ? null
            : Convert.ToHexStringLower(address.GetAddressBytes(), 0, address.AddressFamily == AddressFamily.InterNetwork ? NetworkBytes : LongNetworkBytes);
    }

    private static Dictionary<string, string> Of(StudioContext context, string datanetId, DateTimeOffset at)
    {
        var since = at.AddDays(-RememberedDays);
        var nobody = nameof(DatanetRole.None);
        var sessions = context.Sessions.AsNoTracking().Where(session => session.LastSeenAt > since && session.Address != null)
            .Join(context.DatanetMembers.Where(member => member.DatanetId == datanetId && member.Role != nobody), session => session.AccountId, member => member.AccountId, (session, _) => session).ToList();
        var evidence = sessions.Select(session => (session, Network: NetworkOf(session.Address))).Where(seen => seen.Network is not null)
            .SelectMany(seen => new[] { seen.session.CreatedAt, seen.session.LastSeenAt }.Select(moment => new LinkEvidence(seen.session.AccountId, LinkKind.Network, KeyOf(datanetId, seen.Network!), moment)));
        return AccountLinks.Clusters(evidence, Networks).GroupBy(pair => pair.Value).Where(cluster => cluster.Count() > 1).SelectMany(cluster => cluster)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    private static string KeyOf(string datanetId, string network) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{datanetId}\n{network}")));
}
