using Matchmaking.Ranking.Index;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

internal sealed class TicketTableTests
{
    [Test]
    public void Find_MoreThanAreKept_WhatWasAddedOrNothing()
    {
        var table = new TicketTable<string>();
        var found = 0;
        for (var key = 0L; key < 20_000; key++)
        {
            // Round numbers, as tickets are.
            Assert.That(table.Find(key * 8_000_000), Is.Null);
            table.Add(key * 8_000_000, $"{key}");
            Assert.That(table.Find(key * 8_000_000), Is.EqualTo($"{key}"));
            if (table.Find(key / 2 * 8_000_000) is { } earlier)
                Assert.That(earlier, Is.EqualTo($"{key / 2}"), $"{++found}");
        }

        Assert.That(found, Is.GreaterThan(5_000));
    }
}
