using Matchmaking.Core.Events;

namespace Matchmaking.Api.Contracts;

/// <summary>Events behind a position.</summary>
/// <param name="Items">In the order in which things changed; there may be none although there are more.</param>
/// <param name="Cursor">Give it as <c>after</c> to read on; there always is one.</param>
/// <param name="More">Whether to read on at once: the answer is full, or looked at as many changes as one answer does.</param>
internal sealed record EventPageView(IReadOnlyList<ChangeEvent> Items, string Cursor, bool More);
