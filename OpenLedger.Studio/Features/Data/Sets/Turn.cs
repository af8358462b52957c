namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Something that is said in an example.</summary>
/// <param name="Role">Who says it: "system", "user", "assistant", "tool"; "text" and "beginning" where nobody does; "better" and "worse" in a pair.</param>
/// <param name="Text">What is said.</param>
/// <param name="IsLearned">Whether the model learns to say it.</param>
public sealed record Turn(string Role, string Text, bool IsLearned);
