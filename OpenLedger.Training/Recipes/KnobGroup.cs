namespace OpenLedger.Training.Recipes;

/// <summary>Where a knob stands in a form.</summary>
public enum KnobGroup
{
    /// <summary>What is trained on what.</summary>
    Files,

    /// <summary>What everyone sees.</summary>
    Basic,

    /// <summary>What unfolds for those who want it.</summary>
    Advanced,
}
