using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>What a key of the review page does.</summary>
internal enum ReviewAct
{
    Accept,
    NeedsChanges,
    Decline,
    Abuse,
    Number,
    More,
    Send,
    Suggest,
    Compare,
    View,
    Skip,
    Undo,
    Next,
    Back,
    Together,
    Search,
    Close,
    Help,
}

/// <summary>A key of the review page.</summary>
/// <param name="Act">What it does.</param>
/// <param name="Shown">How the help writes it.</param>
/// <param name="Pressed">The keys as the browser names them, in small letters.</param>
/// <param name="What">What the help says of it.</param>
internal sealed record ReviewKey(ReviewAct Act, string Shown, IReadOnlyList<string> Pressed, Sentence What);

/// <summary>Every key of the review page, declared once: the help lists them, the script listens to them, the page does what they say.</summary>
internal static class ReviewKeys
{
    public static IReadOnlyList<ReviewKey> All { get; } =
    [
        new(ReviewAct.Accept, "A", ["a"], new Sentence("Accept")),
        new(ReviewAct.NeedsChanges, "R", ["r"], new Sentence("Needs changes")),
        new(ReviewAct.Decline, "X", ["x"], new Sentence("Decline")),
        new(ReviewAct.Abuse, "!", ["!"], new Sentence("Abuse")),
        new(ReviewAct.Number, "1–9", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], new Sentence("Choose a reason")),
        new(ReviewAct.More, "0", ["0"], new Sentence("Keys for the next reasons")),
        new(ReviewAct.Send, "Enter", ["enter"], new Sentence("Say it")),
        new(ReviewAct.Suggest, "E", ["e"], new Sentence("Suggest another wording")),
        new(ReviewAct.Compare, "D", ["d"], new Sentence("Side by side with the next similar entry")),
        new(ReviewAct.View, "V", ["v"], new Sentence("What changed, the text, or as the machine compares it")),
        new(ReviewAct.Skip, "S", ["s"], new Sentence("Skip")),
        new(ReviewAct.Undo, "U", ["u"], new Sentence("Undo")),
        new(ReviewAct.Next, "J", ["j"], new Sentence("Put it behind and look at the next")),
        new(ReviewAct.Back, "K", ["k"], new Sentence("Back to the one before")),
        new(ReviewAct.Together, "B", ["b"], new Sentence("Others of the same author, decided together")),
        new(ReviewAct.Search, "/", ["/"], new Sentence("Look for an accepted entry")),
        new(ReviewAct.Close, "Esc", ["escape"], new Sentence("Close what is open")),
        new(ReviewAct.Help, "?", ["?"], new Sentence("Show or hide the keys")),
    ];

    /// <summary>How many reasons have a key at once.</summary>
    public const int Numbers = 9;

    /// <summary>The key of a reason by its place among all, where it is among those that have one now; null for the others.</summary>
    public static string? NumberOf(int place, int page) =>
        place / Numbers == page ? ((place % Numbers) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>What the script listens to.</summary>
    public static IReadOnlyList<string> Pressed { get; } = [.. All.SelectMany(key => key.Pressed)];

    /// <summary>What a key does; null for any other.</summary>
    public static ReviewAct? Find(string pressed) => ByPress.TryGetValue(pressed, out var act) ? act : null;

    private static Dictionary<string, ReviewAct> ByPress { get; } = All.SelectMany(key => key.Pressed.Select(pressed => (pressed, key.Act))).ToDictionary(pair => pair.pressed, pair => pair.Act, StringComparer.Ordinal);
}
