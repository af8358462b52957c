using Microsoft.Extensions.Localization;
using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Where a model came from, in a word or two.</summary>
internal static class OriginText
{
    public static string Of(ModelOrigin origin, IStringLocalizer<Words> T) => origin switch
    {
        ModelOrigin.Bundled => T["came with the studio"],
        ModelOrigin.Linked => T["linked folder"],
        ModelOrigin.Copied => T["copied folder"],
        _ => T["uploaded"],
    };
}

/// <summary>Whether something fits into memory, in a word or two.</summary>
internal static class FitText
{
    public static string Of(Fit fit, IStringLocalizer<Words> T) => fit switch
    {
        Fit.Fits => T["fits this computer"],
        Fit.FitsBarely => T["just fits"],
        _ => T["too large for this computer"],
    };

    public static string Pill(Fit fit) => fit switch
    {
        Fit.Fits => "pill good",
        Fit.FitsBarely => "pill warn",
        _ => "pill bad",
    };
}
