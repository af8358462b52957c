namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>How a service writes its tokens.</summary>
/// <param name="Prefix">How they begin.</param>
/// <param name="Least">The least number of characters after that.</param>
/// <param name="Most">The greatest.</param>
/// <param name="Dots">How many points part them.</param>
internal readonly record struct SecretForm(string Prefix, int Least, int Most, int Dots = 0);
