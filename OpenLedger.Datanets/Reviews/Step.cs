namespace OpenLedger.Datanets.Reviews;

/// <summary>What a rule makes of a command, before the event is written.</summary>
internal sealed class Step
{
    private Step(EntryStanding? after, Refusal? refusal)
    {
        After = after;
        Refusal = refusal;
    }

    public EntryStanding? After { get; }

    public Refusal? Refusal { get; }

    public IReadOnlyList<ReasonGiven> Reasons { get; private init; } = [];

    public SortedDictionary<string, string> Evidence { get; } = new(StringComparer.Ordinal);

    public static Step To(EntryStanding after, IReadOnlyList<ReasonGiven>? reasons = null) => new(after, null) { Reasons = reasons ?? [] };

    public static Step Refuse(string code, string message, string nextStep, params IReadOnlyList<object> arguments) =>
        new(null, new Refusal(code, message, nextStep, arguments));

    /// <summary>Adds what else was known; what is not there is left out.</summary>
    public Step With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Evidence[name] = value;
        }

        return this;
    }
}
