// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later

import java.util.HexFormat;
import java.util.Scanner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Reads lines of "partitions key-in-hex" and writes the partition that the producer would choose for each. */
public final class Partitions {
    public static void main(String[] arguments) {
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextInt()) {
            int partitions = lines.nextInt();
            byte[] key = HexFormat.of().parseHex(lines.next().substring(1));
            System.out.println(BuiltInPartitioner.partitionForKey(key, partitions));
        }
    }
}
