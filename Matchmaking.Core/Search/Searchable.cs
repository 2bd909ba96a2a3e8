namespace Matchmaking.Core.Search;

/// <summary>How entities of one kind are searched.</summary>
/// <param name="Kind">Their name in the index.</param>
/// <param name="Describe">What is found of one of them. It may depend on nothing but the entity and the taxonomy.</param>
public sealed record Searchable<TEntity>(string Kind, Func<TEntity, SearchDocument> Describe);
