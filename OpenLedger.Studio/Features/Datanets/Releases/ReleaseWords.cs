using Microsoft.Extensions.Localization;
using OpenLedger.Datanets.Releases;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>What things of releases are called on pages.</summary>
internal static class ReleaseWords
{
    public static string State(IStringLocalizer T, ReleaseState state) => state switch
    {
        ReleaseState.Published => T["Newest"],
        ReleaseState.Superseded => T["A newer one is there"],
        _ => T["Not to be used any more"],
    };

    public static string StatePill(ReleaseState state) => state switch
    {
        ReleaseState.Published => "good",
        ReleaseState.Superseded => "",
        _ => "bad",
    };

    public static string Step(IStringLocalizer T, VersionStep step) => step switch
    {
        VersionStep.Major => T["the form or the licences are new, or somebody took their consent back"],
        VersionStep.Minor => T["entries came, went or were revised"],
        VersionStep.Patch => T["the same entries, described anew"],
        _ => T["nothing changed"],
    };

    public static string Reason(IStringLocalizer T, string reason) => reason switch
    {
        nameof(RemovalReason.Consent) => T["its author took it back"],
        nameof(RemovalReason.Improved) => T["an improvement took its place"],
        _ => T["a curator took it out"],
    };

    /// <summary>The beginning of a hash, enough to tell it from others.</summary>
    public static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    /// <summary>The card without its front matter, which is for programs.</summary>
    public static string Body(string card)
    {
        var end = card.IndexOf("\n---\n", StringComparison.Ordinal);
        return end < 0 ? card : card[(end + 5)..];
    }

    /// <summary>The first words of an entry.</summary>
    public static string Glimpse(ReleaseEntry entry)
    {
        var text = (entry.Fields["prompt"] ?? entry.Fields["title"] ?? entry.Fields["text"] ?? entry.Fields["messages"]?[0]?["content"])?.ToString() ?? "";
        return text.Length <= 120 ? text : text[..117] + "…";
    }
}
