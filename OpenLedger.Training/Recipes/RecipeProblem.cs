namespace OpenLedger.Training.Recipes;

/// <summary>Something in a recipe that a person has to put right.</summary>
/// <param name="Name">The name in the recipe, such as <c>learning_rate</c>; null if it is the recipe as a whole.</param>
/// <param name="Message">What is wrong and what to do; a whole sentence together with the name in front.</param>
public sealed record RecipeProblem(string? Name, string Message)
{
    /// <summary>The line in the file, from 1, where known.</summary>
    public int? Line { get; init; }

    /// <summary>The character in the line, from 1, where known.</summary>
    public int? Column { get; init; }

    /// <summary>One sentence with the place, where known.</summary>
    public override string ToString()
    {
        var place = Line is null ? "" : FormattableString.Invariant($"line {Line}, character {Column}: ");
        return Name is null ? place + Message : $"{place}{Name} {Message}";
    }
}
