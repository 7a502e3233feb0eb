"""Course data as data: references, claims, glossary."""
