using System.Globalization;

namespace OpenLedger.Studio.Controls;

/// <summary>One number of <see cref="ChatSampling"/>: what it is called, which values it takes, and where a slider stops.</summary>
public sealed record SamplingKnob
{
    private static readonly ChatSampling Standard = new();

    /// <summary>The name in the generation config of transformers.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Technical { get; init; }

    public required string Help { get; init; }

    public required double Least { get; init; }

    public required double Most { get; init; }

    /// <summary>Where a slider stops; empty: the number is only typed.</summary>
    public IReadOnlyList<double> Stops { get; init; } = [];

    public bool IsWhole { get; init; }

    /// <summary>Whether it changes nothing while the likeliest token is taken each time.</summary>
    public bool IsOfChance { get; init; }

    public required Func<ChatSampling, double> Get { get; init; }

    public required Func<ChatSampling, double, ChatSampling> Set { get; init; }

    public double Default => Get(Standard);

    public static IReadOnlyList<SamplingKnob> All { get; } =
    [
        new()
        {
            Name = "temperature", Title = "Surprise", Technical = "temperature", Help = "0 takes the likeliest word each time; higher is more varied and less sure.",
            Least = 0, Most = 10, Stops = Steps(0, 2, 0.1), Get = sampling => sampling.Temperature, Set = (sampling, value) => sampling with { Temperature = value },
        },
        new()
        {
            Name = "max_new_tokens", Title = "Longest answer", Technical = "max new tokens", Help = "An answer that is longer is cut here. A word is one to three tokens.",
            Least = 1, Most = 4096, Stops = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096], IsWhole = true,
            Get = sampling => sampling.LongestAnswer, Set = (sampling, value) => sampling with { LongestAnswer = (int)value },
        },
        new()
        {
            Name = "repetition_penalty", Title = "Avoid repeating", Technical = "repetition penalty", Help = "Above 1, what was said already becomes less likely.",
            Least = 0.1, Most = 10, Stops = Steps(1, 2, 0.05), Get = sampling => sampling.RepetitionPenalty, Set = (sampling, value) => sampling with { RepetitionPenalty = value },
        },
        new()
        {
            Name = "top_k", Title = "Words to choose from", Technical = "top-k", Help = "Draws among so many of the likeliest words; 0 for all.",
            Least = 0, Most = 1_000_000, Stops = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100, 200, 500], IsWhole = true, IsOfChance = true,
            Get = sampling => sampling.TopK, Set = (sampling, value) => sampling with { TopK = (int)value },
        },
        new()
        {
            Name = "top_p", Title = "Share of the likely", Technical = "top-p", Help = "Draws among the likeliest words that together reach this share; 1 for all.",
            Least = 0.01, Most = 1, Stops = Steps(0.05, 1, 0.05), IsOfChance = true, Get = sampling => sampling.TopP, Set = (sampling, value) => sampling with { TopP = value },
        },
        new()
        {
            Name = "min_p", Title = "Leave out the unlikely", Technical = "min-p", Help = "Leaves out words less likely than this share of the likeliest; 0 for none.",
            Least = 0, Most = 1, Stops = Steps(0, 0.5, 0.01), IsOfChance = true, Get = sampling => sampling.MinP, Set = (sampling, value) => sampling with { MinP = value },
        },
        new()
        {
            Name = "seed", Title = "Dice", Technical = "seed", Help = "The same number draws the same answer again.",
            Least = 0, Most = int.MaxValue, IsWhole = true, IsOfChance = true, Get = sampling => sampling.Seed, Set = (sampling, value) => sampling with { Seed = (long)value },
        },
    ];

    public string Format(double value) => value.ToString(IsWhole ? "0" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>The number that was typed, with a point or a comma; null where it is none or out of range.</summary>
    public double? Parse(string? text) =>
        double.TryParse((text ?? string.Empty).Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value >= Least && value <= Most && (!IsWhole || value == Math.Floor(value))
            ? value
            : null;

    public int NearestStop(double value) => Enumerable.Range(0, Stops.Count).MinBy(stop => Math.Abs(Stops[stop] - value));

    private static IReadOnlyList<double> Steps(double first, double last, double step) =>
        [.. Enumerable.Range(0, (int)Math.Round((last - first) / step) + 1).Select(place => Math.Round(first + (place * step), 2))];
}
