namespace OpenLedger.Training.Recipes;

/// <summary>How a slider spreads its values.</summary>
public enum KnobScale
{
    /// <summary>Equal steps.</summary>
    Linear,

    /// <summary>Equal factors.</summary>
    Logarithmic,

    /// <summary>1, 2, 4, 8, ...</summary>
    PowersOfTwo,
}
