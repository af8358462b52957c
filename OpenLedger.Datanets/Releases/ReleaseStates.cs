namespace OpenLedger.Datanets.Releases;

/// <summary>Whether a release should still be used. Its content is the same in each.</summary>
public enum ReleaseState
{
    /// <summary>The newest.</summary>
    Published,

    /// <summary>A newer one is there; this one may still be used.</summary>
    Superseded,

    /// <summary>It holds what should not be used any more: somebody took their consent back, or a curator withdrew it.</summary>
    Revoked,
}

/// <summary>A release that exists.</summary>
/// <param name="Id">The release.</param>
/// <param name="State">How it stands.</param>
public sealed record PastRelease(string Id, ReleaseState State);

/// <summary>What a new release does to those before it. They are never rewritten.</summary>
public static class ReleaseStates
{
    /// <summary>How the earlier releases stand once a new one is there: those that do not change are left out.</summary>
    /// <param name="past">The earlier releases.</param>
    /// <param name="withdrawn">The entries whose authors took their consent back.</param>
    /// <param name="holds">True where a release holds one of these entries.</param>
    public static IReadOnlyList<PastRelease> AfterRelease(IEnumerable<PastRelease> past, IReadOnlyCollection<string> withdrawn, Func<string, IReadOnlyCollection<string>, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(past);
        ArgumentNullException.ThrowIfNull(withdrawn);
        ArgumentNullException.ThrowIfNull(holds);
        var changes = new List<PastRelease>();
        foreach (var release in past.Where(release => release.State != ReleaseState.Revoked))
        {
            var next = withdrawn.Count > 0 && holds(release.Id, withdrawn) ? ReleaseState.Revoked : ReleaseState.Superseded;
            if (next != release.State)
            {
                changes.Add(release with { State = next });
            }
        }

        return changes;
    }
}
