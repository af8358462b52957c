namespace OpenLedger.Datanets.Policies;

/// <summary>How a knob's number is meant.</summary>
public enum PolicyKnobKind
{
    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number with a fraction.</summary>
    Number,

    /// <summary>A share or probability from 0 to 1.</summary>
    Share,

    /// <summary>On (1) or off (0).</summary>
    Switch,
}

/// <summary>One number of a policy: where it stands, what it may be, what it does.</summary>
/// <param name="Name">Its path in the JSON: <c>gold.base</c>, <c>quota.wip[0]</c>.</param>
/// <param name="Label">What a form calls it, in plain English; a key for translations.</param>
/// <param name="Kind">How the number is meant.</param>
/// <param name="Minimum">The least it may be.</param>
/// <param name="Maximum">The most it may be.</param>
/// <param name="Read">Takes it out of a policy.</param>
/// <param name="Write">Gives the policy with another number.</param>
public sealed record PolicyKnob(
    string Name,
    string Label,
    PolicyKnobKind Kind,
    double Minimum,
    double Maximum,
    Func<ReviewPolicy, double> Read,
    Func<ReviewPolicy, double, ReviewPolicy> Write);
