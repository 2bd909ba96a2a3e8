namespace Matchmaking.Core.Storage.Keys;

/// <param name="BySecret">Whose secrets they are, by hash, of those that are anybody's.</param>
/// <param name="State">Of what rankings are made of, in the same snapshot; unknown when no secret is anybody's.</param>
public sealed record SecretOwners(IReadOnlyDictionary<string, SecretOwner> BySecret, RankingState State);
