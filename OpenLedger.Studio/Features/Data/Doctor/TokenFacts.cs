namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>What counting the tokens of one example gave.</summary>
/// <param name="Total">All tokens; 0 where the model cannot read it.</param>
/// <param name="Learned">Those that are learned.</param>
/// <param name="FirstLearned">The place of the first that is learned, from 0.</param>
internal readonly record struct TokenFacts(int Total, int Learned, int FirstLearned);
