using System.Globalization;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// A setting that an admin can change on the page while the studio runs, declared once: the page, the check, the file
/// (<c>appsettings.json</c>, the same key) and the default are drawn from the declaration. Title, help and unit are English
/// texts and the keys of their translation.
/// </summary>
internal abstract class Setting(string key, string title, string help)
{
    /// <summary>Its name in appsettings.json, as "Studio:TrashDays".</summary>
    public string Key { get; } = key;

    public string Title { get; } = title;

    /// <summary>What it does, and what it is good for.</summary>
    public string Help { get; } = help;

    /// <summary>What a number counts ("days"); empty where there is nothing to say.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>Not shown again once it is set, and left out of everything that leaves the studio.</summary>
    public bool IsSecret { get; init; }

    public abstract string StandardText { get; }

    /// <summary>Why the text cannot be the value; null where it can.</summary>
    public abstract Sentence? Problem(string text);

    public virtual bool IsStandard(string text) => text == StandardText;
}

/// <summary>A setting with a typed value.</summary>
internal abstract class Setting<T>(string key, string title, string help, T standard) : Setting(key, title, help)
{
    /// <summary>The value where nobody chose one.</summary>
    public T Standard { get; } = standard;

    /// <summary>Reads a text that has no problem.</summary>
    public abstract T Read(string text);
}

/// <summary>A whole number in a range.</summary>
internal sealed class NumberSetting(string key, string title, string help, long standard, long lowest, long highest) : Setting<long>(key, title, help, standard)
{
    public long Lowest { get; } = lowest;

    public long Highest { get; } = highest;

    public override string StandardText => Standard.ToString(CultureInfo.InvariantCulture);

    public override long Read(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public override Sentence? Problem(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= Lowest && value <= Highest
            ? null
            : new Sentence("\"{0}\" cannot be taken: it must be a whole number from {1} to {2}.", text, Lowest, Highest);
}

/// <summary>Yes or no.</summary>
internal sealed class TickSetting(string key, string title, string help, bool standard) : Setting<bool>(key, title, help, standard)
{
    public const string Yes = "true";
    public const string No = "false";

    public override string StandardText => Standard ? Yes : No;

    public override bool Read(string text) => bool.Parse(text);

    public override bool IsStandard(string text) => bool.TryParse(text, out var value) && value == Standard;

    public override Sentence? Problem(string text) =>
        bool.TryParse(text, out _) ? null : new Sentence("\"{0}\" cannot be taken: it must be true or false.", text);
}

/// <summary>A line of text, checked by a rule of its own.</summary>
internal sealed class TextSetting(string key, string title, string help, string standard, int longest, Func<string, Sentence?>? check = null) : Setting<string>(key, title, help, standard)
{
    public int Longest { get; } = longest;

    public override string StandardText => Standard;

    public override string Read(string text) => text;

    public override Sentence? Problem(string text) =>
        text.Length > Longest ? new Sentence("This is longer than {0} characters.", Longest)
        : text.Any(char.IsControl) ? new Sentence("This must be one line of plain text.")
        : check?.Invoke(text);
}

/// <summary>One of a few words.</summary>
internal sealed class ChoiceSetting(string key, string title, string help, string standard, IReadOnlyList<string> choices) : Setting<string>(key, title, help, standard)
{
    public IReadOnlyList<string> Choices { get; } = choices;

    public override string StandardText => Standard;

    public override string Read(string text) => text;

    public override Sentence? Problem(string text) =>
        Choices.Contains(text, StringComparer.Ordinal) ? null : new Sentence("\"{0}\" cannot be taken: it must be one of {1}.", text, string.Join(", ", Choices));
}
