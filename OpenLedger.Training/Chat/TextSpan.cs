namespace OpenLedger.Training.Chat;

/// <summary>A range of a text in UTF-16 units: from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
public readonly record struct TextSpan(int Start, int End);
