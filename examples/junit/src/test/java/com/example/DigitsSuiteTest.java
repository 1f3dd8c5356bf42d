package com.example;

import org.plumbline.junit.PlumblineSuite;
import org.plumbline.junit.SuiteTests;

/** A suite file as tests: one for each requirement, and one for each question. */
@PlumblineSuite(value = "suite.yaml", ledger = "target/ledger")
class DigitsSuiteTest implements SuiteTests {}
