namespace OpenLedger.Datanets.Policies;

/// <summary>Something in a policy that a person has to put right.</summary>
/// <param name="Name">The name in the policy's JSON, such as <c>gold.base</c>; null if it is the policy as a whole.</param>
/// <param name="Message">What is wrong and what to do, with placeholders for the arguments.</param>
/// <param name="Arguments">What stands in the placeholders.</param>
public sealed record PolicyProblem(string? Name, string Message, params object[] Arguments)
{
    /// <summary>One English sentence with the name in front.</summary>
    public override string ToString()
    {
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, Message, Arguments);
        return Name is null ? text : $"{Name}: {text}";
    }
}
